namespace Moltbot.Gateway.Channels.Api;

/// <summary>What a failed call leaves the caller to do.</summary>
public enum ApiErrorKind
{
    /// <summary>The platform understood and said no (4xx). The same call will fail again.</summary>
    Refused,

    /// <summary>The token is not, or no longer, a bot's (401; Telegram: 404 for the whole bot).</summary>
    Unauthorized,

    /// <summary>Something else serves this bot (409).</summary>
    Conflict,

    /// <summary>Too many calls (429): nothing happened, wait for <see cref="ApiError.RetryAfter"/>.</summary>
    RateLimited,

    /// <summary>No connection was made: nothing happened, the call may be repeated.</summary>
    Unreachable,

    /// <summary>The call left and no usable answer came back (time-out, 5xx, cut or unreadable answer): it may have had its effect.</summary>
    Unknown,
}
