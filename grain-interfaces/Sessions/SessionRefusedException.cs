namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>A change of a session is refused; the message is for the client.</summary>
[GenerateSerializer, Alias("moltbot.SessionRefused")]
public sealed class SessionRefusedException : Exception
{
    /// <summary>Refused without a reason.</summary>
    public SessionRefusedException() : base("refused")
    {
    }

    /// <summary>Refused, with what is wrong and what is allowed.</summary>
    public SessionRefusedException(string message) : base(message)
    {
    }
}
