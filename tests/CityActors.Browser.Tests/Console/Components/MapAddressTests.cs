using CityActors.Web.Map;
using Microsoft.AspNetCore.Components;

namespace CityActors.Browser.Tests.Console.Components;

/// <summary>The address of the map while the browser is still on its way.</summary>
public sealed class MapAddressTests
{
    private static readonly MapCamera Camera = new(105, 20, 106, 21, 105.5, 20.5, 14.25);

    [Fact]
    public void A_map_that_comes_to_rest_does_not_undo_a_choice_that_is_still_on_its_way()
    {
        var browser = new SlowBrowser();
        var address = new MapAddress(browser);
        address.Arrive("urn:ngsi-ld:A:1");
        address.Choose("urn:ngsi-ld:A:2");
        address.Look(Camera);
        Assert.Equal("/?twin=urn%3Angsi-ld%3AA%3A2&lng=105.5&lat=20.5&z=14.25", browser.Asked[^1]);
        address.Arrive("urn:ngsi-ld:A:2");
        Assert.Equal("urn:ngsi-ld:A:2", address.Twin);
    }

    [Fact]
    public void An_older_way_that_ends_late_does_not_undo_a_newer_one()
    {
        var address = new MapAddress(new SlowBrowser());
        address.Arrive("urn:ngsi-ld:A:1");
        address.Look(Camera);
        address.Choose("urn:ngsi-ld:A:2");
        address.Arrive("urn:ngsi-ld:A:1");
        Assert.Equal("urn:ngsi-ld:A:2", address.Twin);
    }

    [Fact]
    public void The_browsers_buttons_are_followed_when_nothing_is_on_its_way()
    {
        var browser = new SlowBrowser();
        var address = new MapAddress(browser);
        address.Choose("urn:ngsi-ld:A:2");
        address.Arrive("urn:ngsi-ld:A:2");
        address.Arrive(null);
        Assert.Null(address.Twin);
        address.Choose(null);
        Assert.Equal("/", browser.Asked[^1]);
    }

    /// <summary>Takes note of where it is asked to go and goes nowhere.</summary>
    private sealed class SlowBrowser : NavigationManager
    {
        public SlowBrowser() => Initialize("http://127.0.0.1/", "http://127.0.0.1/");

        public List<string> Asked { get; } = [];

        protected override void NavigateToCore(string uri, NavigationOptions options) => Asked.Add(uri);
    }
}
