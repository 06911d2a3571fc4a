using System.Globalization;

namespace CityActors.Simulators.City.Plan;

/// <summary>The zones of a synthetic city: the city, its wards and communes, and their quarters. Parents come before their parts.</summary>
public static class CityZones
{
    private const string CityId = "urn:ngsi-ld:AdministrativeArea:hoa-giang";

    /// <summary>All zones.</summary>
    public static IEnumerable<CityZone> Of(CityPlan plan)
    {
        var side = plan.Grid.WardsPerSide;
        yield return new CityZone(CityId, VietnameseNames.City, 0, null, plan.Grid.Outline(0, 0, side * 2));
        for (var ward = 0; ward < side * side; ward++)
        {
            yield return new CityZone(
                WardId(ward), VietnameseNames.Ward(plan.Seed, ward, IsCommune(side, ward)), 1, CityId,
                plan.Grid.Outline(ward % side * 2, ward / side * 2, 2));
        }

        for (var ward = 0; ward < side * side; ward++)
        {
            for (var quarter = 0; quarter < 4; quarter++)
            {
                var (column, row) = ((ward % side * 2) + (quarter % 2), (ward / side * 2) + (quarter / 2));
                yield return new CityZone(
                    string.Create(CultureInfo.InvariantCulture, $"{WardId(ward)}-{quarter + 1}"),
                    VietnameseNames.Quarter(quarter + 1, IsCommune(side, ward)), 2, WardId(ward), plan.Grid.Outline(column, row, 1));
            }
        }
    }

    private static string WardId(int ward) =>
        string.Create(CultureInfo.InvariantCulture, $"urn:ngsi-ld:AdministrativeArea:phuong-{ward + 1:D3}");

    // At the rim of a large city people live in communes.
    private static bool IsCommune(int side, int ward)
    {
        var (column, row) = (ward % side, ward / side);
        return side > 3 && (column == 0 || row == 0 || column == side - 1 || row == side - 1);
    }
}
