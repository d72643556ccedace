using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A grain asks for a storage that is not configured.</summary>
[GenerateSerializer]
public sealed class BadProviderConfigException : OrleansException
{
    /// <summary>With words.</summary>
    public BadProviderConfigException(string msg)
        : base(msg)
    {
    }
}
