namespace Moltbot.Policy.Devices;

/// <summary>The verdict on a device at the door.</summary>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Granted">The scopes it gets; empty when it does not get in.</param>
public sealed record DeviceEntryVerdict(DeviceEntryOutcome Outcome, IReadOnlyList<string> Granted)
{
    /// <summary>A verdict that grants nothing.</summary>
    public static DeviceEntryVerdict Refusal(DeviceEntryOutcome outcome) => new(outcome, []);
}
