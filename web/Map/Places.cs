namespace CityActors.Web.Map;

/// <summary>
/// Names on the view of the whole country. Natural Earth does not say that Hoàng Sa and Trường Sa are Vietnam's; a map of Vietnam
/// names them as what they are, in Vietnamese whatever the language of the page. Rank 0 is always shown.
/// </summary>
internal static class Places
{
    /// <summary>Where the view of the whole country stands.</summary>
    public static readonly (double Longitude, double Latitude, double Zoom) Country = (109.2, 15.9, 4.7);

    /// <summary>The names.</summary>
    public static readonly IReadOnlyList<PlaceLabel> All =
    [
        new("Quần đảo Hoàng Sa\n(TP. Đà Nẵng, Việt Nam)", 112.0, 16.5, 0),
        new("Quần đảo Trường Sa\n(tỉnh Khánh Hòa, Việt Nam)", 113.8, 9.6, 0),
        new("Biển Đông", 111.2, 13.2, 0),
        new("Hà Nội", 105.85, 21.03, 1),
        new("TP. Hồ Chí Minh", 106.7, 10.78, 1),
        new("Đà Nẵng", 108.2, 16.06, 1),
        new("Hải Phòng", 106.68, 20.86, 2),
        new("Huế", 107.58, 16.46, 2),
        new("Cần Thơ", 105.78, 10.04, 2),
        new("Phú Quốc", 103.98, 10.22, 3),
        new("Côn Đảo", 106.6, 8.69, 3),
    ];
}

/// <summary>A name at a place, WGS 84 degrees; the lower the rank, the more important.</summary>
internal sealed record PlaceLabel(string Name, double Longitude, double Latitude, int Rank);
