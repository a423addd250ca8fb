namespace ComfyStudio.Api.Problems;

/// <summary>Every problem this API answers with. A name, once published, keeps its meaning.</summary>
internal static class ProblemKinds
{
    public static readonly ProblemKind Validation = new("validation", 400, "Some values do not fit");
    public static readonly ProblemKind MalformedRequest = new("malformed-request", 400, "The request cannot be read");
    public static readonly ProblemKind ForeignOrigin = new("foreign-origin", 403, "Another site may not do this");
    public static readonly ProblemKind NotFound = new("not-found", 404, "There is no such thing here");
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405, "This address does not take that method");
    public static readonly ProblemKind Conflict = new("conflict", 409, "Not possible in this state");
    public static readonly ProblemKind TooLate = new("too-late", 410, "It is too late for that");
    public static readonly ProblemKind TooLarge = new("too-large", 413, "The request is too large");
    public static readonly ProblemKind UnsupportedMediaType = new("unsupported-media-type", 415, "The body must be JSON");
    public static readonly ProblemKind NoPicture = new("no-picture", 415, "This is no picture that can be used");
    public static readonly ProblemKind NoSound = new("no-sound", 415, "This is no sound that can be used");
    public static readonly ProblemKind RangeNotSatisfiable = new("range-not-satisfiable", 416, "The file does not reach that far");
    public static readonly ProblemKind UnknownHost = new("unknown-host", 421, "The studio does not answer to this name");
    public static readonly ProblemKind KeyReused = new("idempotency-key-reused", 422, "The key belongs to another request");
    public static readonly ProblemKind UnreadableImage = new("unreadable-image", 422, "The image cannot be read");
    public static readonly ProblemKind UnusableWorkflow = new("unusable-workflow", 422, "The workflow cannot be used");
    public static readonly ProblemKind ImpossibleFilter = new("impossible-filter", 422, "Nothing can match this filter");
    public static readonly ProblemKind TooManyRequests = new("too-many-requests", 429, "Too many requests", RetryAfterSeconds: 10);
    public static readonly ProblemKind Internal = new("internal", 500, "Something went wrong in the studio");
    public static readonly ProblemKind ProducerAnswer = new("producer-answer", 502, "The producer's answer cannot be used");
    public static readonly ProblemKind QueueAway = new("queue-away", 503, "The queue is away", RetryAfterSeconds: 2);
    public static readonly ProblemKind EngineAway = new("engine-away", 503, "The engine cannot be reached", RetryAfterSeconds: 5);
    public static readonly ProblemKind ImagesAway = new("images-away", 503, "The images folder is away", RetryAfterSeconds: 5);
    public static readonly ProblemKind ProducerAway = new("producer-away", 503, "The producer cannot be reached", RetryAfterSeconds: 5);
    public static readonly ProblemKind ThumbnailsBusy = new("thumbnails-busy", 503, "Thumbnails are not ready yet", RetryAfterSeconds: 2);
    public static readonly ProblemKind SoundsAway = new("sounds-away", 503, "Sounds cannot be checked now", RetryAfterSeconds: 5);

    public static readonly IReadOnlyList<ProblemKind> All =
    [
        Validation, MalformedRequest, ForeignOrigin, NotFound, MethodNotAllowed, Conflict, TooLate, TooLarge, UnsupportedMediaType, NoPicture,
        RangeNotSatisfiable, UnknownHost, KeyReused, UnreadableImage, UnusableWorkflow, ImpossibleFilter, TooManyRequests, Internal, ProducerAnswer, QueueAway, EngineAway, ImagesAway,
        ProducerAway, ThumbnailsBusy, NoSound, SoundsAway,
    ];

    /// <summary>For answers that the framework gives without a document of their own.</summary>
    public static ProblemKind? ForStatus(int status) => All.FirstOrDefault(kind => kind.Status == status);

    public static ProblemKind? ForType(string? type) => All.FirstOrDefault(kind => kind.Type == type);
}
