namespace Moltbot.Policy.Scopes;

/// <summary>Whether a caller may call a method, and the text clients print when not.</summary>
/// <param name="Allowed">Whether the call may go on.</param>
/// <param name="Message">The message of the <c>INVALID_REQUEST</c> answer; null when allowed.</param>
public readonly record struct AuthorizationDecision(bool Allowed, string? Message)
{
    public static readonly AuthorizationDecision Allow = new(true, null);

    public static AuthorizationDecision WrongRole(string role) => new(false, $"unauthorized role: {role}");

    public static AuthorizationDecision MissingScope(string scope) => new(false, $"missing scope: {scope}");
}
