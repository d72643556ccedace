namespace Moltbot.Protocol.Errors;

/// <summary>Makes results where C# has no implicit conversion: values that are of an interface's type.</summary>
public static class GatewayResult
{
    /// <summary>A value.</summary>
    public static GatewayResult<T> Of<T>(T value) => GatewayResult<T>.Success(value);
}
