namespace Moltbot.Gateway.Channels.Api;

/// <summary>An outcome whose value does not matter.</summary>
internal interface IApiResult
{
    /// <summary>Why the call failed; null after success.</summary>
    ApiError? Error { get; }
}
