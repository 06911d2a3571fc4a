using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace CityActors.Web.Map;

/// <summary>
/// What the address of one open page says of the map: <c>twin</c>, <c>lng</c>, <c>lat</c>, <c>z</c>. Going somewhere takes a way to the
/// browser and back; whoever went on from the old address meanwhile would undo what another part of the page has just chosen.
/// So the parts are kept here, and every way begins from them.
/// </summary>
internal sealed class MapAddress(NavigationManager navigation)
{
    private string view = "";
    private bool isUnderway;

    /// <summary>URN of the chosen twin, known at once; null: none.</summary>
    public string? Twin { get; private set; }

    /// <summary>Chooses a twin, or none; one can go back from it.</summary>
    public void Choose(string? twin)
    {
        Twin = twin;
        Go(isReplaced: false);
    }

    /// <summary>Says where the map looks; one cannot go back from it, because a map is moved a hundred times.</summary>
    public void Look(MapCamera camera)
    {
        view = string.Create(
            CultureInfo.InvariantCulture, $"lng={camera.Longitude:0.#####}&lat={camera.Latitude:0.#####}&z={camera.Zoom:0.##}");
        Go(isReplaced: true);
    }

    /// <summary>The page came to an address that names this twin: by a way of ours, a link, or the browser's buttons.</summary>
    public void Arrive(string? twin)
    {
        if (!isUnderway || twin == Twin)
        {
            (isUnderway, Twin) = (false, twin);
        }
    }

    private void Go(bool isReplaced)
    {
        isUnderway = true;
        string[] parts = [Twin is null ? "" : "twin=" + Uri.EscapeDataString(Twin), view];
        var query = string.Join('&', parts.Where(static part => part.Length > 0));
        navigation.NavigateTo(query.Length == 0 ? "/" : "/?" + query, new NavigationOptions { ReplaceHistoryEntry = isReplaced });
    }
}
