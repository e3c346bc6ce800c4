//! The texts of the edit form.

texts! {
    ADD = "Add processor";
    EDIT = "Edit";
    ADD_AFTER = "Add processor after this one";
    DELETE = "Delete";
    DEPENDS_ON = "Depends on";
    DEPEND_ON = "Depend on";
    CONNECT = "Connect";
    REMOVE_DEPENDENCY = "Remove dependency on ";
    REMOVE = "Remove";
}
