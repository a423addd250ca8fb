namespace ComfyStudio.Images.Search;

/// <summary>A property whose values are counted.</summary>
internal enum Facet
{
    None,
    Model,
    Lora,
    Template,
    Sampler,
    Engine,
    Size,
    Aspect,
    Rating,
    Tag,
    Source,
    Album,
}
