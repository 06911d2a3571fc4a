using System.Text;
using CityActors.Identity;

namespace CityActors.Silo.Ingress.Gateway;

/// <summary>Who sends, and by which door he came in.</summary>
/// <param name="Door">Word for metrics: <c>mqtt</c>, <c>http</c> or <c>quarantine</c>.</param>
/// <param name="Root">What admission is set by: a topic root (<c>city</c>) or a path (<c>/write</c>).</param>
/// <param name="Tenant">Whose city, see <see cref="Caller"/>.</param>
/// <param name="Actor">Who: client id, user or API key; what log frames carry.</param>
internal sealed record IngestSource(string Door, string Root, string Tenant, string Actor)
{
    /// <summary>Whether a name can be an actor: 1-256 bytes of UTF-8 without control characters.</summary>
    public static bool IsActor(string? name) =>
        !string.IsNullOrEmpty(name) && name.Length <= Caller.ActorBytesMax && Encoding.UTF8.GetByteCount(name) <= Caller.ActorBytesMax
        && !name.AsSpan().ContainsAnyInRange('\0', '\u001F');
}
