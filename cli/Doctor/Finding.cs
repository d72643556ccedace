namespace Moltbot.Cli.Doctor;

/// <summary>What a check found.</summary>
/// <param name="Id">Names the check; stable, for scripts.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Summary">What was found; never a secret.</param>
/// <param name="Fix">What to do; null when there is nothing to do.</param>
internal sealed record Finding(string Id, Severity Severity, string Summary, string? Fix = null)
{
    public static Finding Ok(string id, string summary) => new(id, Severity.Ok, summary);

    public static Finding Info(string id, string summary, string? fix = null) => new(id, Severity.Info, summary, fix);

    public static Finding Warn(string id, string summary, string fix) => new(id, Severity.Warn, summary, fix);

    public static Finding Critical(string id, string summary, string fix) => new(id, Severity.Critical, summary, fix);
}
