using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Tests.Control;

public sealed class NewSourceTests
{
    [Fact]
    public void A_new_source_starts_at_two_and_holds_dormant_mail()
    {
        var path = new Driver(isNewSource: true).Path;

        Assert.Equal((2, true), (path.Ceiling, path.HoldDormant));
    }

    [Fact]
    public void It_rises_by_one_an_hour_of_use()
    {
        var driver = new Driver(isNewSource: true).Fill();
        Assert.Equal(2, driver.UseMinutes(59).Path.Ceiling);
        Assert.Equal(3, driver.UseMinutes(1.1).Path.Ceiling);
        Assert.Equal(4, driver.Fill().UseMinutes(60).Path.Ceiling);
    }

    [Fact]
    public void A_refusal_costs_trust_so_it_goes_two_below_and_comes_back_slower()
    {
        var driver = new Driver(isNewSource: true);
        while (driver.Path.Ceiling < 7)
        {
            driver.Fill().UseMinutes(60.1);
        }

        driver.Fill(6).Refuse();
        Assert.Equal(5, driver.Path.Ceiling);
        driver.Close(1).Fill().UseMinutes(85);
        Assert.Equal(5, driver.Path.Ceiling);
        Assert.Equal(6, driver.UseMinutes(6).Path.Ceiling);
    }

    [Fact]
    public void A_source_that_is_known_goes_on_where_it_stood() =>
        Assert.Equal(17, new Driver(isNewSource: true, saved: new PathState { Ceiling = 17 }).Path.Ceiling);
}
