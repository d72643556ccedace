namespace Moltbot.Policy.Skills.Scanning;

/// <summary>How much a finding matters.</summary>
public enum SkillSeverity
{
    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>Worth a look before it is approved.</summary>
    Warning,

    /// <summary>Approved only by somebody who says that they saw it.</summary>
    Danger,
}
