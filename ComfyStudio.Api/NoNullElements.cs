using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ComfyStudio.Api;

/// <summary>
/// Lists and tables in what somebody sends hold no nulls, unless their type says so. The reader itself takes them anywhere, and whoever works with
/// the list then meets nothing where the compiler promised something.
/// </summary>
internal static class NoNullElements
{
    public const string Reason = "must not hold null";

    /// <summary>For a resolver: refuses such a body like one of the wrong kind.</summary>
    public static void Refuse(JsonTypeInfo type)
    {
        if (type.Kind is not JsonTypeInfoKind.Object)
            return;
        var lists = type.Properties.Where(HoldsNoNulls).ToList();
        if (lists.Count > 0)
            type.OnDeserialized = read => Check(read, lists);
    }

    private static void Check(object read, List<JsonPropertyInfo> lists)
    {
        foreach (var list in lists)
        {
            var elements = list.Get!(read) switch
            {
                IDictionary table => table.Values,
                IEnumerable some => some,
                _ => Array.Empty<object>(),
            };
            if (elements.Cast<object?>().Contains(null))
                throw new JsonException($"'{list.Name}' {Reason}.");
        }
    }

    private static bool HoldsNoNulls(JsonPropertyInfo property) =>
        property.Get is not null && property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable))
        && property.PropertyType is { IsGenericType: true, GenericTypeArguments: [.., { IsValueType: false }] }
        && property.AttributeProvider is PropertyInfo declared
        && new NullabilityInfoContext().Create(declared).GenericTypeArguments is [.., { ReadState: NullabilityState.NotNull }];
}
