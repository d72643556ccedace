using System.Collections.Concurrent;
using Moltbot.GrainInterfaces.Events;

namespace Moltbot.Gateway.Tenants;

/// <content>Requests over HTTP: as long as they are not answered they are revoked as connections are (A11).</content>
internal sealed partial class TenantView
{
    private readonly ConcurrentDictionary<AdmittedRequest, bool> _requests = new();

    /// <summary>Puts a request on the list; returns when the tenant's events come.</summary>
    /// <param name="credentialId">What let it in.</param>
    public async Task<AdmittedRequest> Join(string? credentialId)
    {
        IDisposable keeper = Keep();
        var request = new AdmittedRequest(credentialId, left =>
        {
            _requests.TryRemove(left, out _);
            keeper.Dispose();
        });
        _requests[request] = true;
        try
        {
            await Subscribed();
            return request;
        }
        catch
        {
            request.Dispose();
            throw;
        }
    }

    private void RevokeRequests(ConnectionsRevokedEvent revoked)
    {
        bool isByCredential = revoked is { DeviceId: null, CredentialId: not null };
        foreach ((AdmittedRequest request, _) in _requests)
        {
            if (revoked.WholeTenant || (isByCredential && request.CredentialId == revoked.CredentialId))
            {
                request.Revoke();
            }
        }
    }

    private void RevokeAllRequests()
    {
        foreach ((AdmittedRequest request, _) in _requests)
        {
            request.Revoke();
        }
    }
}
