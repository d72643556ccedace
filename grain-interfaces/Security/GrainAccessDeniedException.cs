namespace Moltbot.GrainInterfaces.Security;

/// <summary>
/// The call carried no claim, or one that does not fit. The text is the same for a foreign tenant's grain and for one that does not
/// exist.
/// </summary>
[GenerateSerializer, Alias("moltbot.GrainAccessDenied")]
public sealed class GrainAccessDeniedException : Exception
{
    /// <summary>Makes one.</summary>
    public GrainAccessDeniedException() : base("not found")
    {
    }

    /// <summary>Makes one that names the missing scope, for a caller of the right tenant.</summary>
    public GrainAccessDeniedException(string message) : base(message)
    {
    }
}
