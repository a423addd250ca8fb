using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ComfyStudio.Api;

/// <summary>How this API writes JSON. Each feature adds its own generated context in front.</summary>
internal static class ApiJson
{
    public static WebApplicationBuilder AddApiJson(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;

            // Before the types' own converters, which write enum members as they are called in C#.
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        });
        return builder;
    }

    public static IServiceCollection AddJsonContext(this IServiceCollection services, JsonSerializerContext context) =>
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(
            0, context.WithAddedModifier(NoNullElements.Refuse).WithAddedModifier(UnknownFields.Refuse)));
}
