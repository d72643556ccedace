namespace Moltbot.Cli;

/// <summary>What scripts can rely on. Numbers above 1 are those of <c>sysexits.h</c>.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>The gateway, or a check, said no.</summary>
    public const int Failed = 1;

    /// <summary>The arguments are wrong (<c>EX_USAGE</c>).</summary>
    public const int Usage = 64;

    /// <summary>No gateway answers, or none that speaks protocol 3 (<c>EX_UNAVAILABLE</c>).</summary>
    public const int Unreachable = 69;

    /// <summary>Credential, pairing or scope is missing (<c>EX_NOPERM</c>).</summary>
    public const int NotAllowed = 77;

    /// <summary>The configuration is invalid (<c>EX_CONFIG</c>).</summary>
    public const int Configuration = 78;

    /// <summary>Ended by Ctrl-C (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
