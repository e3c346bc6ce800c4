//! The texts of the edit form.

texts! {
    const ADD = "Add processor";
    const EDIT = "Edit";
    const ADD_AFTER = "Add processor after this one";
    const DELETE = "Delete";
    const DEPENDS_ON = "Depends on";
    const DEPEND_ON = "Depend on";
    const CONNECT = "Connect";
    const REMOVE_DEPENDENCY = "Remove dependency on ";
    const REMOVE = "Remove";
}
