using System.Diagnostics.CodeAnalysis;

namespace Moltbot.Gateway.Channels.Api;

/// <summary>The outcome of a call of a platform: a value or an error, never an exception for what the network or the platform did.</summary>
/// <typeparam name="T">What the method returns.</typeparam>
public sealed class ApiResult<T> : IApiResult
{
    private ApiResult(T? value, ApiError? error)
    {
        Value = value;
        Error = error;
    }

    /// <summary>What the method returned.</summary>
    public T? Value { get; }

    /// <summary>Why it failed; null after success.</summary>
    public ApiError? Error { get; }

    /// <summary>Whether the call succeeded.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Ok => Error is null;

    internal static ApiResult<T> Success(T value) => new(value, null);

    internal static ApiResult<T> Failure(ApiError error) => new(default, error);
}
