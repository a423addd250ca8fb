using ComfyStudio.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Prompts;

internal static class PromptEndpoints
{
    public static WebApplicationBuilder AddPrompts(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<PromptOptions>(PromptOptions.Section);
        builder.Services.AddSingleton<WildcardLibrary>();
        builder.Services.AddSingleton<StyleLibrary>();
        builder.Services.AddSingleton<PromptWriter>();
        builder.Services.AddJsonContext(PromptsJson.Default);
        return builder;
    }

    public static void MapPrompts(this IEndpointRouteBuilder routes)
    {
        var prompts = routes.MapGroup("/api/prompts").WithTags("Prompts");
        prompts.MapGet("styles", Styles).WithName("listStyles").WithSummary("Words to put around a prompt")
            .WithDescription("A request names one as `style`; the job keeps the prompt as it was asked for, too.");
        prompts.MapGet("wildcards", Wildcards).WithName("listWildcards").WithSummary("Lists of words that prompts draw from")
            .WithDescription("`__name__` in a prompt becomes one entry of the list, `{a|b}` one of its parts; drawn with the seed, so that the same seed draws the same.");
    }

    internal static Ok<IReadOnlyList<PromptStyle>> Styles(StyleLibrary styles) => TypedResults.Ok(styles.All);

    internal static Ok<IReadOnlyList<WildcardView>> Wildcards(WildcardLibrary wildcards) => TypedResults.Ok(wildcards.All);
}
