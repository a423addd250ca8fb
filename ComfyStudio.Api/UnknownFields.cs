using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ComfyStudio.Api;

/// <summary>
/// On a body that costs hours of a graphics card or of work: a field that it does not have is refused, because a mistyped one that is passed
/// over makes something else than was asked for. It holds for what is sent; what the studio has stored it reads as ever.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NoUnknownFieldsAttribute : Attribute;

internal static class UnknownFields
{
    /// <summary>For a resolver.</summary>
    public static void Refuse(JsonTypeInfo type)
    {
        if (type.Kind is JsonTypeInfoKind.Object && type.Type.IsDefined(typeof(NoUnknownFieldsAttribute), inherit: false))
            type.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
    }
}
