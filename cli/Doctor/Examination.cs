using Moltbot.Cli.Doctor.Checks;

namespace Moltbot.Cli.Doctor;

/// <summary>All checks, in the order they are shown. A new one is a new file and a line here.</summary>
internal static class Examination
{
    private static readonly IReadOnlyList<Func<Patient, IEnumerable<Finding>>> Checks =
    [
        StateFolderCheck.Run,
        ConfigurationCheck.Run,
        SecretStrengthCheck.Run,
        ExposureCheck.Run,
        ModelCheck.Run,
        DirectMessagesCheck.Run,
        AllowlistNamesCheck.Run,
        ToolNamesCheck.Run,
        ChannelSetupCheck.Run,
        GatewayCheck.Run,
        ChannelStateCheck.Run,
    ];

    public static IReadOnlyList<Finding> Of(Patient patient) => [.. Checks.SelectMany(check => check(patient))];
}
