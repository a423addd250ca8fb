using ComfyStudio.Images;
using ComfyStudio.Jobs;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace ComfyStudio.Api.Problems;

/// <summary>Turns what nobody caught into a problem document. The exception's own words go to the log, never to the caller.</summary>
internal sealed partial class StudioExceptionHandler(IProblemDetailsService problems, ILogger<StudioExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
            return true;

        var problem = Describe(exception);
        Log(httpContext.Request, problem, exception);
        httpContext.Response.StatusCode = problem.Status!.Value;
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem, Exception = exception });
    }

    private static ProblemDetails Describe(Exception exception) => exception switch
    {
        BadHttpRequestException bad => MalformedRequest.Describe(bad),
        JobStoreUnavailableException => Document(ProblemKinds.QueueAway, "The studio's queue (Redis) does not answer. Nothing was lost; try again in a moment."),
        ImageRootOfflineException => Document(ProblemKinds.ImagesAway, "The images folder, or the disk it lies on, is not there."),
        _ => Document(ProblemKinds.Internal, "The studio's log has the details under this trace id."),
    };

    internal static ProblemDetails Document(ProblemKind kind, string detail) =>
        new() { Type = kind.Type, Title = kind.Title, Status = kind.Status, Detail = detail };

    private void Log(HttpRequest request, ProblemDetails problem, Exception exception)
    {
        if (problem.Status == ProblemKinds.Internal.Status)
            LogFailed(exception, request.Method, request.Path);
        else
            LogRefused(request.Method, request.Path, problem.Status!.Value, exception.Message);
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogFailed(Exception exception, string method, PathString path);

    [LoggerMessage(LogLevel.Information, "{Method} {Path} answered {Status}: {Reason}")]
    private partial void LogRefused(string method, PathString path, int status, string reason);
}
