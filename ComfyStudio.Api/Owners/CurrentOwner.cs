namespace ComfyStudio.Api.Owners;

/// <summary>
/// Whose request this is. The one place to change when accounts come; until then everything belongs to the person at this machine.
/// </summary>
internal sealed class CurrentOwner
{
    public const string Local = "local";

    public string Name { get; } = Local;

    public bool Owns(string? owner) => owner == Name;
}
