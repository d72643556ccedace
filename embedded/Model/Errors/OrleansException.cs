namespace Orleans.Runtime;

/// <summary>An error of the engine itself.</summary>
[GenerateSerializer]
public class OrleansException : Exception
{
    /// <summary>Without words.</summary>
    public OrleansException()
        : base("Unexpected error.")
    {
    }

    /// <summary>With words.</summary>
    public OrleansException(string message)
        : base(message)
    {
    }

    /// <summary>With words and a cause.</summary>
    public OrleansException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
