/** Why an image cannot be deleted here. */
export const onlyShown = 'It lies in a folder of another program, which the studio only shows. Delete it there.';
export const someOnlyShown = 'Some of them lie in a folder of another program, which the studio only shows. Delete those there.';
