using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Errors;

/// <summary>The error of a refused request: a value to return, not something to throw.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">What was wrong and what is allowed; shown to people, so never a secret.</param>
public sealed record GatewayError(string Code, string Message)
{
    /// <summary>Machine-readable details, left out by default.</summary>
    public RawJson Details { get; init; }

    /// <summary>What the answer carries beside the error: a failed run's own words (protocol §1.1); left out by default.</summary>
    public RawJson Payload { get; init; }

    /// <summary>Whether the same request may succeed later; left out by default.</summary>
    public bool? Retryable { get; init; }

    /// <summary>When to try again, milliseconds from now, at least 0; left out by default.</summary>
    public long? RetryAfterMs { get; init; }

    /// <summary>An <see cref="ErrorCodes.InvalidRequest"/>.</summary>
    public static GatewayError Invalid(string message) => new(ErrorCodes.InvalidRequest, message);

    /// <summary>An <see cref="ErrorCodes.Unavailable"/>.</summary>
    public static GatewayError Unavailable(string message) => new(ErrorCodes.Unavailable, message);

    /// <summary>An <see cref="ErrorCodes.NotPaired"/>.</summary>
    public static GatewayError NotPaired(string message) => new(ErrorCodes.NotPaired, message);

    /// <summary>The refusal of params that do not fit the method's shape.</summary>
    /// <param name="method">The method asked for.</param>
    /// <param name="reasons">The reasons, as the validator words them.</param>
    public static GatewayError InvalidParams(string method, string reasons) => Invalid($"invalid {method} params: {reasons}");

    /// <summary>The refusal of a method nobody serves.</summary>
    public static GatewayError UnknownMethod(string method) => Invalid($"unknown method: {method}");

    /// <summary>The same error with details.</summary>
    public GatewayError With(RawJson details) => this with { Details = details };
}
