namespace Moltbot.Models.Calls;

/// <summary>A call came to nothing. The message is for a person and repeats nothing of the call or the answer.</summary>
/// <param name="message">Why.</param>
/// <param name="mayHaveHadEffect">Whether the service may have heard it.</param>
public sealed class PublicCallException(string message, bool mayHaveHadEffect) : Exception(message)
{
    /// <summary>Whether the service may have heard it, so that repeating it may do a thing twice.</summary>
    public bool MayHaveHadEffect { get; } = mayHaveHadEffect;
}
