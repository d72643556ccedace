namespace Moltbot.Policy.Models;

/// <summary>Why a model call failed in a way that another credential or model may not.</summary>
public enum FailoverReason
{
    /// <summary>The account cannot pay (402).</summary>
    Billing,

    /// <summary>Too many calls, a quota used up, or the service overloaded (429).</summary>
    RateLimit,

    /// <summary>The credential was refused (401, 403).</summary>
    Auth,

    /// <summary>No answer in time (408), or the connection broke.</summary>
    Timeout,

    /// <summary>The provider does not accept the form of the request (400).</summary>
    Format,
}
