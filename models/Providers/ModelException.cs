namespace Moltbot.Models.Providers;

/// <summary>
/// A model call that failed. <see cref="Exception.Message"/> is built from our own words, the status and the provider's
/// error code, so it can be logged; <see cref="Detail"/> is the provider's text, which may quote the conversation: show it
/// to the tenant, never log it. Neither contains the API key or a configured header value.
/// </summary>
public sealed class ModelException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The class of the failure; null when nothing is known (another attempt elsewhere is still allowed).</summary>
    public ModelFailureReason? Reason { get; init; }

    /// <summary>The HTTP status; null when no response arrived.</summary>
    public int? Status { get; init; }

    /// <summary>How long the provider asked us to wait; never negative, at most one day.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The provider's error code or type; at most 64 characters of <c>[A-Za-z0-9_.-]</c>.</summary>
    public string? Code { get; init; }

    /// <summary>The provider's explanation, at most 500 characters, one line, secrets cut out.</summary>
    public string? Detail { get; init; }

    /// <summary>The prompt was larger than the model's window: compact it, another key or a retry will not help.</summary>
    public bool IsContextOverflow { get; init; }

    /// <summary>The same call may succeed on the same provider after a short wait.</summary>
    public bool IsTransient { get; init; }

    /// <summary>The provider that failed.</summary>
    public string? Provider { get; init; }

    /// <summary>The model that was asked for.</summary>
    public string? Model { get; init; }
}
