using System.Globalization;
using Moltbot.Policy.Devices;
using Moltbot.TestSupport.Devices;

namespace Moltbot.Policy.Tests.Devices;

/// <summary>The pure record, with as much around it as the grains have.</summary>
internal sealed class RecordSubject : IDeviceSubject
{
    private DeviceRecord? _record;
    private Knock? _request;
    private int _tokens;

    public ValueTask<KnockAnswer> Connect(Knock knock)
    {
        var entry = new DeviceEntry(
            new VerifiedDevice("id", knock.PublicKey, AnsweredChallenge: true), knock.Role, knock.AskedScopes, knock.HasSecret, knock.Secret, knock.Token, knock.IsLocal);
        DeviceEntryVerdict verdict = entry.Judge(_record);
        switch (verdict.Outcome)
        {
            case DeviceEntryOutcome.Unauthorized:
                return Answer(KnockOutcome.Unauthorized, verdict, null);
            case DeviceEntryOutcome.PairingRequired:
                _request ??= knock;
                return Answer(KnockOutcome.PairingRequired, verdict, null);
            case DeviceEntryOutcome.ByToken:
                _record = _record!.Used(knock.Role, _tokens);
                return Answer(KnockOutcome.Admitted, verdict, knock.Token);
            case DeviceEntryOutcome.PairedSilently:
                _request = null;
                _record = DeviceRecord.Pair(_record, knock.PublicKey, knock.Role, knock.AskedScopes, isSilent: true, knock.Secret, _tokens);
                break;
        }

        string token = NewToken();
        _record = _record!.Issue(knock.Role, SecretComparison.Hash(token), verdict.Granted, knock.Secret, _tokens);
        return Answer(KnockOutcome.Admitted, verdict, token);
    }

    public ValueTask<bool> Approve(IReadOnlyList<string> callerScopes)
    {
        if (_request is not { } request || !DeviceAuthority.MayApprove(callerScopes, request.AskedScopes))
        {
            return ValueTask.FromResult(false);
        }

        _request = null;
        _record = DeviceRecord.Pair(_record, request.PublicKey, request.Role, request.AskedScopes, isSilent: false, credentialId: null, _tokens);
        return ValueTask.FromResult(true);
    }

    public ValueTask<RotatedToken?> Rotate(string role, IReadOnlyList<string> callerScopes, IReadOnlyList<string>? askedScopes)
    {
        if (_record?.Rotation(role, callerScopes, askedScopes) is not { } scopes)
        {
            return ValueTask.FromResult<RotatedToken?>(null);
        }

        string token = NewToken();
        _record = _record.Rotate(role, SecretComparison.Hash(token), scopes, _tokens);
        return ValueTask.FromResult<RotatedToken?>(new RotatedToken(token, scopes));
    }

    public ValueTask<bool> Revoke(string role, IReadOnlyList<string> callerScopes)
    {
        bool isDone = _record?.MayRevoke(role, callerScopes) is true;
        _record = isDone ? _record!.Revoke(role, _tokens) : _record;
        return ValueTask.FromResult(isDone);
    }

    private string NewToken() => (++_tokens).ToString(CultureInfo.InvariantCulture);

    private static ValueTask<KnockAnswer> Answer(KnockOutcome outcome, DeviceEntryVerdict verdict, string? token) =>
        ValueTask.FromResult(new KnockAnswer(outcome, verdict.Granted, token));
}
