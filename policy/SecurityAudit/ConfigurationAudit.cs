using Moltbot.Policy.SecurityAudit.Channels;
using Moltbot.Policy.SecurityAudit.Gateway;
using Moltbot.Policy.SecurityAudit.Installation;
using Moltbot.Policy.SecurityAudit.Models;
using Moltbot.Policy.SecurityAudit.Setup;
using Moltbot.Policy.SecurityAudit.Tools;

namespace Moltbot.Policy.SecurityAudit;

/// <summary>The checks that need nothing but the configuration and what was gathered beside it. A new one is a new file and a line here.</summary>
public static class ConfigurationAudit
{
    private static readonly IReadOnlyList<Func<AuditSubject, IEnumerable<AuditFinding>>> OfConfiguration =
    [
        AttackSurface.Check,
        SyncedFolder.Check,
        PortExposure.Check,
        BrowserControl.Check,
        LogRedaction.Check,
        ElevatedSenders.Check,
        HookSecrets.Check,
        LiteralSecrets.Check,
        ModelHygiene.Check,
        SmallModels.Check,
        OpenGroupsWithElevated.Check,
    ];

    private static readonly IReadOnlyList<Func<ChannelAccountSubject, IEnumerable<AuditFinding>>> OfChannels =
    [
        DiscordCommands.Check,
        SlackCommands.Check,
        DirectMessages.Check,
        OpenGroups.Check,
        GroupSenders.Check,
        ChangeableNames.Check,
    ];

    private static readonly IReadOnlyList<Func<AuditSubject, IEnumerable<AuditFinding>>> OfInstallation =
    [
        UnknownStart.Check,
        SecretStrength.Check,
        EndpointSecrets.Check,
        GatewayTransport.Check,
        DatabaseTransport.Check,
        MasterKeyStrength.Check,
        ExecApprovers.Check,
        UnmatchedTools.Check,
        NamedPlaces.Check,
        TrustedNames.Check,
    ];

    private static readonly IReadOnlyList<Func<AuditSubject, IEnumerable<AuditFinding>>> OfSetup = [ChannelSetup.Check];

    /// <summary>The original's checks of the configuration, in its order.</summary>
    public static IEnumerable<AuditFinding> Configuration(AuditSubject subject) => OfConfiguration.SelectMany(check => check(subject));

    /// <summary>Who may do what on each channel account, account by account.</summary>
    public static IEnumerable<AuditFinding> Channels(AuditSubject subject) =>
        ChannelAccountSubject.AllOf(subject).Where(static account => account.IsEnabled).SelectMany(static account => OfChannels.SelectMany(check => check(account)));

    /// <summary>What the original has no counterpart for.</summary>
    public static IEnumerable<AuditFinding> Installation(AuditSubject subject) => OfInstallation.SelectMany(check => check(subject));

    /// <summary>Whether what is configured can run; no matter of security.</summary>
    public static IEnumerable<AuditFinding> Setup(AuditSubject subject) => OfSetup.SelectMany(check => check(subject));
}
