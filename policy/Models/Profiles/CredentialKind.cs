namespace Moltbot.Policy.Models.Profiles;

/// <summary>How a profile authenticates; the order is the order of preference.</summary>
public enum CredentialKind
{
    OAuth,
    Token,
    ApiKey,
}
