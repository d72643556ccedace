using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>What was set on a session in place of the configuration, and what one call asks for itself. Words of protocol §5.2; null for not set.</summary>
[GenerateSerializer, Alias("moltbot.ExecPreferences"), Immutable]
public sealed record ExecPreferences
{
    [Id(0)] public string? SessionHost { get; init; }

    [Id(1)] public string? SessionSecurity { get; init; }

    [Id(2)] public string? SessionAsk { get; init; }

    /// <summary>The call's own; it can only narrow.</summary>
    [Id(3)] public string? Security { get; init; }

    /// <summary>The call's own; it can only ask more.</summary>
    [Id(4)] public string? Ask { get; init; }

    /// <summary>What is set on a session.</summary>
    public static ExecPreferences Of(SessionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new ExecPreferences { SessionHost = settings.ExecHost, SessionSecurity = settings.ExecSecurity, SessionAsk = settings.ExecAsk };
    }
}
