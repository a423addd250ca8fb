using System.Text.Json;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Producer.BuiltIn;
using ComfyStudio.Api.Producer.Chat;
using ComfyStudio.Api.Producer.Command;
using ComfyStudio.Api.Security;
using ComfyStudio.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Producer;

internal static class ProducerEndpoints
{
    public static WebApplicationBuilder AddProducer(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<ProducerOptions>(ProducerOptions.Section);
        services.AddSingleton<SceneRequestCheck>();
        services.AddSingleton<RuleBasedPlanner>();
        services.AddCommandPlanner();
        services.AddChatPlanner();
        services.AddSingleton<IScenePlanner>(provider => new PlanDesk((IScenePlanner)Chosen(provider)));
        services.AddSingleton(provider => (IProducerHealth)Chosen(provider));
        services.AddJsonContext(ProducerJson.Default);
        return builder;
    }

    public static void MapProducer(this IEndpointRouteBuilder routes)
    {
        var producer = routes.MapGroup("/api/producer").WithTags("Producer");
        producer.MapGet("", Show).WithName("getProducer").WithSummary("Who turns stories into shots, and for which models");
        producer.MapPost("prompts", Plan).WithName("planScenes").RequireRateLimiting(RateLimits.Generations).WithSummary("A story as shots")
            .WithDescription("""
                A text that already is a list of shots (numbered lines, a CSV with a header, a Fountain script) is parsed and never rewritten: it keeps
                its number of shots and its words. Anything else is a story. Nothing is stored. When the producer is away the answer is 503, when
                what it said cannot be used 502 with `raw`, word for word.
                """)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status502BadGateway).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    internal static async Task<Ok<ProducerView>> Show(IProducerHealth health, IOptions<ProducerOptions> options, CancellationToken cancellationToken)
    {
        var (limits, problem) = (options.Value, await health.FindProblemAsync(cancellationToken));
        return TypedResults.Ok(new ProducerView(
            JsonNamingPolicy.CamelCase.ConvertName(limits.Kind.ToString()),
            health.Name,
            problem is null,
            problem,
            new ProducerLimits(limits.ShortestStory, limits.LongestStory, SceneRequestCheck.FewestFrames, SceneRequestCheck.MostFrames, SceneRequestCheck.UsualFrames),
            FamilyView.All));
    }

    internal static async Task<Results<Ok<ScenePlan>, ProblemHttpResult>> Plan(
        SceneRequest request, SceneRequestCheck check, IScenePlanner planner, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        check.Check(request, errors);
        if (errors.Any)
            return errors.ToProblem();
        try
        {
            return TypedResults.Ok(await planner.PlanAsync(request, cancellationToken));
        }
        catch (ProducerException exception)
        {
            return Refusal(exception);
        }
    }

    internal static ProblemHttpResult Refusal(ProducerException exception)
    {
        var problem = StudioExceptionHandler.Document(exception.Kind, exception.Message);
        if (exception.Raw is { } raw)
            problem.Extensions["raw"] = raw;
        return TypedResults.Problem(problem);
    }

    private static object Chosen(IServiceProvider services) => services.GetRequiredService<IOptions<ProducerOptions>>().Value.Kind switch
    {
        ProducerKind.BuiltIn => services.GetRequiredService<RuleBasedPlanner>(),
        ProducerKind.Command => services.GetRequiredService<CommandPlanner>(),
        ProducerKind.Http => services.GetRequiredService<ChatPlanner>(),
        var kind => throw new InvalidOperationException($"There is no producer '{kind}'."),
    };
}
