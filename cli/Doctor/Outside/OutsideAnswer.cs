namespace Moltbot.Cli.Doctor.Outside;

/// <summary>What came of one try without a credential.</summary>
/// <param name="What">What was tried.</param>
/// <param name="Answer">What came.</param>
/// <param name="IsOpen">Whether that should not have come.</param>
internal sealed record OutsideAnswer(string What, string Answer, bool IsOpen)
{
    private const string Nothing = "no answer";

    /// <summary>Whether nothing came at all, so that nothing was found out.</summary>
    public bool IsSilent => Answer == Nothing;

    public static OutsideAnswer None(string what) => new(what, Nothing, IsOpen: false);
}
