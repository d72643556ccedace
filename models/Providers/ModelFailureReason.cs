namespace Moltbot.Models.Providers;

/// <summary>Why a model call failed, as failover and cooldowns see it.</summary>
public enum ModelFailureReason
{
    /// <summary>No credit left (402, or a text that says so).</summary>
    Billing,

    /// <summary>Too many requests, or the provider is overloaded (429, 529).</summary>
    RateLimit,

    /// <summary>The credential was refused (401, 403).</summary>
    Auth,

    /// <summary>No answer, or no progress of an answer, in time (408, 504, idle).</summary>
    Timeout,

    /// <summary>One side did not understand the other: a refused request, or an answer that is not what the API promises.</summary>
    Format,

    /// <summary>The provider broke: other 5xx, connection refused, reset or closed early.</summary>
    Server,
}
