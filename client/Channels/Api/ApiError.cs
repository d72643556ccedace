namespace Moltbot.Gateway.Channels.Api;

/// <summary>Why a call of a platform failed. Never holds the account's secret.</summary>
/// <param name="Kind">What it leaves the caller to do.</param>
/// <param name="Method">The platform's method, without its parameters.</param>
/// <param name="Code">The platform's error code, else the HTTP status, else 0.</param>
/// <param name="Description">The platform's words (at most 300 characters), or ours when it sent none.</param>
/// <param name="RetryAfter">How long the platform asks to wait.</param>
/// <param name="MovedTo">What the chat became, when it became another one.</param>
public sealed record ApiError(
    ApiErrorKind Kind, string Method, int Code, string Description, TimeSpan? RetryAfter = null, long? MovedTo = null)
{
    /// <summary>The longest description kept.</summary>
    public const int MaxDescription = 300;

    /// <summary>Whether the answer is not of the platform's form: somebody between, or at a wrong address, may have given it.</summary>
    public bool IsForeign { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Method}: {Kind} ({Code}) {Description}";
}
