namespace Moltbot.Policy.Exec.Documents;

/// <summary>What a document says for everybody or for one agent; null is "not set", and so is a word that means nothing.</summary>
/// <param name="Security">What may run.</param>
/// <param name="Ask">When a person is asked.</param>
/// <param name="AskFallback">What may run when nobody answered.</param>
/// <param name="AutoAllowSkills">Whether programs that skills brought are allowed.</param>
public sealed record ExecDefaults(
    ExecSecurity? Security = null, ExecAsk? Ask = null, ExecSecurity? AskFallback = null, bool? AutoAllowSkills = null)
{
    /// <summary>This, and where it says nothing the other.</summary>
    public ExecDefaults Over(ExecDefaults? other) => other is null
        ? this
        : new(Security ?? other.Security, Ask ?? other.Ask, AskFallback ?? other.AskFallback, AutoAllowSkills ?? other.AutoAllowSkills);
}
