namespace Orleans.Runtime;

/// <summary>A reminder could not be kept.</summary>
[GenerateSerializer]
public sealed class ReminderException : OrleansException
{
    /// <summary>With words.</summary>
    public ReminderException(string message)
        : base(message)
    {
    }
}
