namespace ComfyStudio.Api.Templates;

/// <summary>What a slot asks for, and so what its value looks like in a request.</summary>
internal enum SlotType
{
    Prompt,
    Text,
    Integer,
    Float,
    Boolean,

    /// <summary>A whole number, or -1 for a new one each time.</summary>
    Seed,

    /// <summary><c>{ "width": 1024, "height": 1024 }</c>.</summary>
    Size,
    Choice,
    Model,

    /// <summary>The id of an uploaded picture, see POST /api/inputs.</summary>
    Image,

    /// <summary>The same; white is what the mask selects.</summary>
    Mask,

    /// <summary><c>[{ "name": "ink.safetensors", "strength": 0.8, "clip": 0.8 }]</c>, any number of them.</summary>
    Loras,
}
