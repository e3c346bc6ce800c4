/* A WASI program: how many lines, words and bytes there are on standard input. */

#include <ctype.h>
#include <stdio.h>

int main(void) {
    unsigned long lines = 0, words = 0, bytes = 0;
    int in_word = 0;
    for (int c; (c = getchar()) != EOF; bytes++) {
        if (c == '\n') lines++;
        if (isspace(c)) {
            in_word = 0;
        } else if (!in_word) {
            in_word = 1;
            words++;
        }
    }
    if (ferror(stdin)) {
        fputs("standard input cannot be read\n", stderr);
        return 1;
    }
    printf("%lu %lu %lu\n", lines, words, bytes);
    return 0;
}
