using ComfyStudio.Api.Producer.BuiltIn.Language;

namespace ComfyStudio.Api.Producer.BuiltIn.Writing;

/// <summary>Words in -ed that say in what state something is, not what it did: "a well guarded by a dog", "asleep, wrapped in a coat".</summary>
internal sealed class Participles(IReadOnlyList<Token> tokens, Vocabulary words)
{
    public bool MayBe(int index) => tokens[index].Lower.EndsWith("ed", StringComparison.Ordinal) && words.Verbs.Find(tokens[index].Lower) is null or { Kind: VerbKind.Past };

    public bool Is(int index, bool isAfterComma) => (index + 1 < tokens.Count ? tokens[index + 1].Lower : "") switch
    {
        "by" => isAfterComma || (!tokens[index - 1].IsCapital && !IsMovement(index)),
        "in" or "with" or "under" => isAfterComma && words.Has("states", tokens[index].Lower),
        _ => false,
    };

    // "The girl walked by the river."
    private bool IsMovement(int index) => words.Verbs.Find(tokens[index].Lower)?.Verb is "walk" or "pass" or "stop" or "hurry" or "rush" or "march" or "roll" or "float" or "wait" or "live"
        or "rest" or "land" or "wander" or "drift" or "stroll" or "sail" or "crawl" or "dash" or "gallop" or "trudge";
}
