namespace Moltbot.Policy.Tools.Rules;

/// <summary>What one rule says of one tool.</summary>
internal enum ToolRuling : byte
{
    Refused,
    Allowed,

    /// <summary>Allowed because it follows <c>exec</c>, which the rule allows; not named itself.</summary>
    AllowedWithExec,
}
