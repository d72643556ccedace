namespace Moltbot.Policy.Sessions.Resets;

/// <summary>The kind of session a reset rule is written for.</summary>
public enum ResetType
{
    Dm,
    Group,
    Thread,
}
