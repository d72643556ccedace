namespace Moltbot.Runner;

/// <summary>What scripts and service managers can rely on; the command line's (docs/cli.md).</summary>
internal static class ExitCodes
{
    /// <summary>Asked to end.</summary>
    public const int Ok = 0;

    /// <summary>The arguments are wrong (<c>EX_USAGE</c>).</summary>
    public const int Usage = 64;

    /// <summary>The credential is refused (<c>EX_NOPERM</c>).</summary>
    public const int NotAllowed = 77;

    /// <summary>A file or folder that was named cannot be used (<c>EX_CONFIG</c>).</summary>
    public const int Configuration = 78;
}
