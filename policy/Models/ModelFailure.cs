namespace Moltbot.Policy.Models;

/// <summary>What is known of a failed model call.</summary>
/// <param name="Message">The provider's or transport's text.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Code of the transport (<c>ETIMEDOUT</c>) or the provider.</param>
/// <param name="IsTimeout">Whether our own time limit ended the call.</param>
/// <param name="IsAbort">Whether somebody ended it on purpose.</param>
/// <param name="Cause">Text of the cause behind an abort.</param>
public sealed record ModelFailure(
    string? Message, int? Status = null, string? Code = null, bool IsTimeout = false, bool IsAbort = false, string? Cause = null);
