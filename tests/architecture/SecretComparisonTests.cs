using System.Text.RegularExpressions;

namespace Moltbot.Architecture.Tests;

/// <summary>
/// Secrets that somebody presents are compared in a time that tells nothing of them (T1, B3): by hashes and <c>FixedTimeEquals</c>, in the places
/// named here, and nowhere by an ordinary comparison. How long an ordinary one takes is not measured; that there is none is what is shown.
/// </summary>
public sealed partial class SecretComparisonTests
{
    /// <summary>Who compares, and what.</summary>
    private static readonly string[] Comparing =
    [
        "policy/Devices/SecretComparison.cs", // hashes of what is presented and what is expected
        "storage/Audit/StoredHead.cs", // MACs over the chain of audit records
    ];

    /// <summary>Comparisons of what is called like a secret, where nobody presents one.</summary>
    private static readonly string[] Harmless =
    [
        "policy/SecurityAudit/Gateway/HookSecrets.cs: token == subject.KnownSecret", // the operator's own document, on the operator's machine
        "client/Tenants/TenantView.Events.cs: client.CredentialInForce == credential", // ids of credentials, which are told to everybody
        "client/Tenants/TenantView.Events.cs: client.CameBy == credential",
        "identity/DeviceTokenFile.cs: known.Token == token.Token", // the file and the memory of one program
        "grains/Tenants/ConfiguredTenantGrain.Credentials.cs: row.State.TokenHash != tokenHash", // hashes of the registry's making
        "policy/Replies/SilentReply.cs: start.StartsWith(Token, StringComparison.Ordinal", // words of a model's reply
        "policy/Replies/SilentReply.cs: end.EndsWith(Token, StringComparison.Ordinal",
        "policy/Replies/HeartbeatReply.cs: !text.Contains(Token, StringComparison.Ordinal",
        "policy/Replies/HeartbeatReply.cs: text.StartsWith(Token, StringComparison.Ordinal",
        "policy/Replies/HeartbeatReply.cs: text.EndsWith(Token, StringComparison.Ordinal",
        "policy/SecurityAudit/Installation/GuessableSecret.cs: secret.Contains(word, StringComparison.OrdinalIgnoreCase", // known words, at the operator's
        "policy/SecurityAudit/Installation/GuessableSecret.cs: secret.Contains(word, StringComparison.OrdinalIgnoreCase",
        "models/Anthropic/AnthropicWire.cs: apiKey.StartsWith(OAuthPrefix, StringComparison.Ordinal", // kinds of token, by what all of a kind begin with
        "models/Search/PerplexitySearch.cs: account.ApiKey.StartsWith(\"pplx-\", StringComparison.Ordinal",
        "grain-interfaces/TenantToken.cs: token.IndexOf('_', Start.Length",
        "grain-interfaces/Devices/SetupCode.cs: token.StartsWith(TenantToken.Of",
        "models/Transport/SecretRedactor.cs: secret.IndexOf(text[..MinRun], StringComparison.Ordinal", // one's own secrets, to hide them
        "models/Transport/SecretRedactor.cs: secret.IndexOf(text[..",
        "cli/Doctor/Outside/OutsideProbe.cs: text.Contains(secret, StringComparison.Ordinal", // one's own secrets, in what a gateway told everybody
        "policy/Access/Pairing/PairingCode.cs: !taken.Contains(code, StringComparer.Ordinal", // a code that is being made, which must be another
    ];

    [Fact]
    public void They_are_compared_in_the_named_places_and_in_constant_time() =>
        Files().Where(static file => File.ReadAllText(file.Path).Contains("FixedTimeEquals(", StringComparison.Ordinal)).Select(static file => file.Name)
            .ShouldBe(Comparing, ignoreOrder: true);

    [Fact]
    public void Nothing_that_is_called_a_secret_is_compared_otherwise() =>
        Files().SelectMany(static file => Comparisons(File.ReadAllText(file.Path), Codes(file.Name)).Select(comparison => $"{file.Name}: {comparison}"))
            .ShouldBe(Harmless, ignoreOrder: true);

    [Theory]
    [InlineData("if (presented.Token == expected) {}", true)]
    [InlineData("return wanted != record.TokenHash;", true)]
    [InlineData("if (string.Equals(secret, other, StringComparison.Ordinal)) {}", true)]
    [InlineData("_password.Equals(given, StringComparison.Ordinal)", true)]
    [InlineData("presentedToken.SequenceEqual(known)", true)]
    [InlineData("known.AsSpan().SequenceEqual(apiKey)", true)]
    [InlineData("string.CompareOrdinal(nonce, sent) == 0", true)]
    [InlineData("if (byToken.TryGetValue(token, out var found)) {}", true)]
    [InlineData("known.Contains(presented.Token, StringComparer.Ordinal)", true)]
    [InlineData("expected.StartsWith(password, StringComparison.Ordinal)", true)]
    [InlineData("if (secret == null || token is null) {}", false)]
    [InlineData("secret.Mode == GatewayAuthMode.Password", false)]
    [InlineData("if (kind == \"token\") {}", false)]
    [InlineData("text != SecretMask.Mask", false)]
    [InlineData("// token == other", false)]
    [InlineData("SecretComparison.AreEqual(token, expected)", false)]
    public void Such_a_comparison_is_seen(string code, bool isSeen) => Comparisons(code, static _ => false).Any().ShouldBe(isSeen);

    [Theory]
    [InlineData("pending.Find(each => each.Code == code)", true)]
    [InlineData("codes.Contains(code)", true)]
    [InlineData("SecretComparison.AreEqual(code, each.Code)", false)]
    [InlineData("code.Length == Length", false)]
    public void Where_people_are_paired_a_code_is_a_secret(string code, bool isSeen)
    {
        Comparisons(code, Codes("policy/Access/Pairing/X.cs")).Any().ShouldBe(isSeen);
        Comparisons(code, Codes("client/Http/X.cs")).ShouldBeEmpty("elsewhere it is a status, a close code or an error's");
    }

    private static IEnumerable<(string Path, string Name)> Files() =>
        Repository.Sources("policy", "protocol", "models", "grain-interfaces", "storage", "grains", "client", "cli", "identity", "silo", "runner")
            .Select(static path => (path, Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')));

    /// <summary>What else is a secret in a file, beside what is called so: codes where devices and people are paired.</summary>
    private static Func<string, bool> Codes(string file) =>
        file.Contains("/Pairing/", StringComparison.Ordinal) || file.Contains("/Devices/", StringComparison.Ordinal) ? static operand => CodeName().IsMatch(operand) : static _ => false;

    private static IEnumerable<string> Comparisons(string code, Func<string, bool> isSecretToo)
    {
        code = Comment().Replace(code, "");
        return Operator().Matches(code).Where(match => IsOfSecrets(match.Groups["left"].Value, match.Groups["right"].Value))
            .Concat(Method().Matches(code).Where(match => match.Groups["arguments"].Value.Split(", ").Append(match.Groups["left"].Value).Any(IsOne)))
            .Select(static match => match.Value.Trim());

        bool IsOne(string operand) => IsSecret(operand) || isSecretToo(operand);

        bool IsOfSecrets(string left, string right) => (IsOne(left) || IsOne(right)) && !IsPlain(left) && !IsPlain(right);
    }

    /// <summary>A word of the language, a literal, or a constant or member of an enumeration by its type's name.</summary>
    private static bool IsPlain(string operand) =>
        operand is "null" or "default" or "true" or "false" || operand.StartsWith('"') || char.IsAsciiDigit(operand[0]) || TypeMember().IsMatch(operand);

    private static bool IsSecret(string operand) => SecretName().IsMatch(operand);

    [GeneratedRegex("//[^\n]*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex("""(?<left>[\w.?!\[\]]+) (==|!=) (?<right>"|[\w.?!\[\]]+)""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Operator();

    [GeneratedRegex(@"(?<left>[\w.?!]+)(\(\))?\.(Equals|SequenceEqual|CompareTo|CompareOrdinal|Compare|Contains|ContainsKey|TryGetValue|GetValueOrDefault|IndexOf|StartsWith|EndsWith)\((?<arguments>[^()]*)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Method();

    /// <summary>A path whose last name ends like a secret's.</summary>
    [GeneratedRegex(@"(^|\.|_)\w*?(secret|token|password|passphrase|apikey|credential|tokenhash|secrethash|nonce|setupcode|mac)[?!]?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"(^|\.|_)code[?!]?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex CodeName();

    [GeneratedRegex(@"^([A-Z]\w*\.)+[A-Z]\w*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TypeMember();
}
