using System.Diagnostics.CodeAnalysis;

namespace Moltbot.Protocol.Errors;

/// <summary>Either a value or the error that stands in its place.</summary>
public readonly struct GatewayResult<T>
{
    private GatewayResult(T? value, GatewayError? error)
    {
        Value = value;
        Error = error;
    }

    /// <summary>The value when <see cref="IsOk"/>.</summary>
    public T? Value { get; }

    /// <summary>The error when not <see cref="IsOk"/>.</summary>
    public GatewayError? Error { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => Error is null;

    /// <summary>Takes the result apart: true with a value, false with an error.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out GatewayError? error)
    {
        value = Value;
        error = Error;
        return IsOk;
    }

    internal static GatewayResult<T> Success(T value) => new(value, error: null);

    /// <summary>A value.</summary>
    public static implicit operator GatewayResult<T>(T value) => new(value, error: null);

    /// <summary>An error.</summary>
    public static implicit operator GatewayResult<T>(GatewayError error) => new(default, error);
}
