namespace Moltbot.Runner.Web;

/// <summary>A page that could not be had. The reason is in our words: what a server says of it is not repeated.</summary>
/// <param name="message">Why, for the model.</param>
/// <param name="isAsked">Whether any server was asked.</param>
internal sealed class WebFailure(string message, bool isAsked) : Exception(message)
{
    /// <summary>Whether any server was asked.</summary>
    public bool IsAsked { get; } = isAsked;
}
